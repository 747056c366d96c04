"""Version 1.0.0 is live; the upgrade to 2.0.0 fails, because the API server refuses one of its objects."""


def seed(scene):
    scene.commit("v1", "Release 1.0.0")
    scene.publish_chart("v1/chart")
    scene.apply("flux.yaml")
    scene.wait_ready("helmrelease", "helm-upgrade-failed", "web")
    scene.wait_deployment("helm-upgrade-failed", "web")
    scene.commit("v2", "Release 2.0.0")
    scene.publish_chart("v2/chart")
    scene.reconcile("helmrepository", "helm-upgrade-failed", "charts")
    scene.patch("helmrelease", "helm-upgrade-failed", "web", {"spec": {"chart": {"spec": {"version": "2.0.0"}}}})
    scene.wait_ready("helmrelease", "helm-upgrade-failed", "web", "False", "UpgradeFailed")
