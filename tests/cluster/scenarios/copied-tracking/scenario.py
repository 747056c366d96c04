"""
Made by kubectl, with tracking ids of Application guestbook: impostor has the id of another object, self-claimed has an
id of its own that guestbook does not list.
"""


def seed(scene):
    scene.apply("objects.yaml")
    scene.wait_deployment("copied-tracking", "impostor")
    scene.wait_deployment("copied-tracking", "self-claimed")
