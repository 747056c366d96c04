"""A Deployment was deleted and made anew; a finalizer keeps the ReplicaSet of the first one, whose owner is gone."""

NAMESPACE = "owner-replaced"


def hold(scene, finalizers):
    names = scene.kubectl("get", "replicaset", "-n", NAMESPACE, "-o", "jsonpath={.items[*].metadata.name}").split()
    for name in names:
        scene.patch("replicaset", NAMESPACE, name, {"metadata": {"finalizers": finalizers}})
    return names


def seed(scene):
    # What an earlier seed left.
    hold(scene, None)
    scene.remove("deployment", NAMESPACE, "web")
    scene.remove("replicaset", NAMESPACE, "--all")
    scene.apply("objects.yaml")
    first = scene.wait_deployment(NAMESPACE, "web")["metadata"]["uid"]
    held, = hold(scene, ["example.test/kept"])
    scene.remove("deployment", NAMESPACE, "web")
    scene.wait("replicaset", NAMESPACE, held, lambda found: "deletionTimestamp" in found["metadata"])
    scene.apply("objects.yaml")
    scene.wait("deployment", NAMESPACE, "web", lambda found: found["metadata"]["uid"] != first)
    scene.wait_deployment(NAMESPACE, "web")
