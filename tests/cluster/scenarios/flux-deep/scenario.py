"""Kustomizations that apply one another, more of them than a trace climbs; the lowest applies the web."""

LEVELS = 12


def seed(scene):
    source = scene.work("source")
    scene.write("web", source / "level-0")
    for level in range(1, LEVELS):
        scene.values["BELOW"] = str(level - 1)
        scene.write("level", source / f"level-{level}")
    sha = scene.commit(source, "Deliver the web from far above")
    scene.values["BELOW"] = str(LEVELS - 1)
    scene.apply("flux.yaml", "level/applier.yaml")
    for level in range(LEVELS):
        scene.wait("kustomization", "flux-system", f"flux-deep-{level}",
                   lambda found: sha in found.get("status", {}).get("lastAppliedRevision", ""))
    scene.wait_deployment("flux-deep", "web")
