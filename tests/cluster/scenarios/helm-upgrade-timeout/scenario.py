"""
Version 1.0.0 was live. The Pods of 2.0.0 find no node, so the upgrade is given up after a while: "late" is left as the
upgrade made it, "undone" is rolled back.
"""

NAMESPACE = "helm-upgrade-timeout"


def seed(scene):
    scene.commit("v1", "Release 1.0.0")
    scene.publish_chart("v1/chart")
    scene.remove("helmrelease", NAMESPACE, "late", "undone")
    scene.apply("flux.yaml")
    for name in ("late", "undone"):
        scene.wait_ready("helmrelease", NAMESPACE, name)
        scene.wait_deployment(NAMESPACE, name)
    scene.commit("v2", "Release 2.0.0")
    scene.publish_chart("v2/chart")
    scene.reconcile("helmrepository", NAMESPACE, "charts")
    for name in ("late", "undone"):
        scene.patch("helmrelease", NAMESPACE, name, {"spec": {"chart": {"spec": {"version": "2.0.0"}}}})
    scene.wait_ready("helmrelease", NAMESPACE, "late", "False", "UpgradeFailed")
    scene.wait_ready("helmrelease", NAMESPACE, "undone", "False", "RollbackSucceeded")
    scene.wait_deployment(NAMESPACE, "undone")
