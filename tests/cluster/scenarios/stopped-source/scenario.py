"""Everything looks green, but the source-controller of this source's shard is stopped: nobody looks any more."""


def seed(scene):
    scene.start_shard()
    scene.deliver_flux()
    scene.stop_shard()
    # Long ago, so that the source is overdue at once. A shard that was started again has handled the request of before.
    handled = scene.get("ocirepository", "flux-system", "stopped-source")["status"].get("lastHandledReconcileAt")
    request = next(day for day in ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z") if day != handled)
    scene.patch("ocirepository", "flux-system", "stopped-source", {
        "metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": request}}})
