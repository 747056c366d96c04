"""Two Applications of one repository, in a registry that wants a token for each look."""


def seed(scene):
    for name in ("first", "second"):
        sha = scene.commit(name, f"Deliver the {name}")
        scene.push_argo(name, f"fleet/argo-token:{name}", sha)
    scene.apply("argo.yaml")
    for name in ("first", "second"):
        scene.wait_application("argocd", f"argo-token-{name}")
        scene.wait_deployment("argo-token", name)
