"""What the registry has stored under the deployed digest is not what was pushed any more."""


def seed(scene):
    _, digest = scene.deliver_flux()
    scene.alter(digest, "org.opencontainers.image.source", "org.opencontainers.image.Source")
