"""Somebody changed the live Deployment with kubectl; the Application syncs automatically but does not heal itself."""


def seed(scene):
    scene.commit("source", "Deliver the web")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-drift")
    scene.wait_deployment("argo-drift", "web")
    scene.kubectl("set", "image", "-n", "argo-drift", "deployment/web", "web=registry.example.test/web:1.0.1-hotfix")
    scene.wait_application("argocd", "argo-drift", sync="OutOfSync")
    scene.wait_deployment("argo-drift", "web")
