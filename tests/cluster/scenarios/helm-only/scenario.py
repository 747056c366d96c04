"""A release of the helm command, without any controller."""


def seed(scene):
    scene.helm_install("handmade", "chart", "helm-only")
    scene.wait_deployment("helm-only", "handmade")
