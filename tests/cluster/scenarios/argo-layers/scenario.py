"""Was synced; then somebody pushed several files to the tag, each a layer, which Argo CD refuses."""


def seed(scene):
    scene.push_argo("source", "fleet/argo-layers:latest", scene.commit("source", "Deliver the web"))
    scene.apply("argo.yaml")
    scene.wait_application("argocd", "argo-layers")
    scene.wait_deployment("argo-layers", "web")
    folder = scene.work("several")
    for name in ("one.yaml", "two.yaml"):
        (folder / name).write_text(f"# {name}\n")
    scene.oras("push", "--plain-http", "--no-tty", "--annotation", "org.opencontainers.image.created=2026-01-01T00:00:00Z",
               f"{scene.values['REGISTRY_HTTP']}/fleet/argo-layers:latest", "one.yaml", "two.yaml", folder=folder)
    scene.refresh("argocd", "argo-layers", "hard")
    scene.wait_application("argocd", "argo-layers", sync="Unknown", health=None, error="ComparisonError")
