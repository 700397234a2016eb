package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Extensions of another version than the realm's files. Whether one is missing depends on the realm: see
 * {@link ExtensionCheck}.
 *
 * @param server what Keycloak answers at {@code /admin/serverinfo}
 * @param own the version of the files, which is this program's
 */
record VersionCheck(JsonNode server, String own) implements Check {
    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        for (Extension extension : Extension.ALL) {
            extension
                    .version(server)
                    .filter(version -> !version.equals(own))
                    .ifPresent(version -> findings.add(
                            new Finding("extension " + extension.jar(), reason(version), mend(extension.jar()))));
        }
        return findings;
    }

    private String reason(String version) {
        if (version.equals(Extension.UNKNOWN)) {
            return "does not say its version, and so is an older one or somebody else's, while this doctor and its files"
                    + " are of version " + own;
        }
        return "runs in version " + version + ", and this doctor and its files are of version " + own
                + ": nobody has tried the two together, and the files may set what that extension does not know";
    }

    private String mend(String jar) {
        return "put " + jar + "-" + own + ".jar into providers/ of each node in its place, run kc.sh build and start"
                + " Keycloak again, or use realm-admin of the extensions' version";
    }
}
