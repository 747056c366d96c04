"""What watch_test.cpp changes with kubectl while the plugin looks on; nobody else looks at it."""


def seed(scene):
    scene.deliver_flux()
