package dev.daemun.localplatform;

import java.nio.file.Path;

/** The files of a platform: its data and secrets, which it keeps between two starts, and the description of a running one. */
record State(Path directory) {
    Path keycloak() {
        return directory.resolve("keycloak");
    }

    Path keycloakData() {
        return keycloak().resolve("data");
    }

    /** A copy of Keycloak that is there only while Java's cache of its start is written. */
    Path keycloakForCache() {
        return directory.resolve("keycloak-for-cache");
    }

    Path serviceData() {
        return directory.resolve("services");
    }

    Path secrets() {
        return directory.resolve("secrets.properties");
    }

    Path standInAuthority() {
        return directory.resolve("stand-in-authority.pem");
    }

    Path importedClients() {
        return keycloakData().resolve("imported-clients");
    }

    Path description() {
        return directory.resolve("platform.json");
    }

    /** The directory of the socket that the launcher listens at. */
    Path reloading() {
        return directory.resolve("reloading");
    }

    Path processes() {
        return directory.resolve("processes");
    }

    /** Deletes all data. The copy of Keycloak stays, because making it takes long. */
    void startOver() {
        Directories.delete(keycloakData());
        Directories.delete(serviceData());
        Directories.delete(secrets());
    }
}
