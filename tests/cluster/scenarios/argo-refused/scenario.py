"""Argo CD's repository Secret has a password that the registry refuses."""


def seed(scene):
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-refused", sync="Unknown", health=None, error="ComparisonError")
