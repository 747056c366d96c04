"""Was synced; of the next commit the API server takes one object and refuses another, and Argo CD tries again in a day."""


def seed(scene):
    # The next attempt of an earlier seeding is a day away, and Argo CD looks at nothing else until then.
    scene.remove("application", "argocd", "argo-partly")
    scene.commit("v1", "Set v to 2")
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-partly", health=None)
    scene.commit("v2", "Set v to 3 and serve")
    scene.refresh("argocd", "argo-partly")
    scene.wait("application", "argocd", "argo-partly",
               lambda found: found["status"].get("operationState", {}).get("retryCount", 0) > 0)
