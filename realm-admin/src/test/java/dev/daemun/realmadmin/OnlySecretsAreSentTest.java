package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Sending secrets changes nothing else, not even what differs. */
class OnlySecretsAreSentTest {
    @Test
    void aProviderKeepsWhatItHasOnTheServer() {
        ObjectNode server = Json.object().put("alias", "google").put("enabled", false);
        server.putObject("config")
                .put("clientId", "the server's")
                .put("clientSecret", Secrets.MASK)
                .put("by-hand", "yes");
        ObjectNode file = Json.object().put("alias", "google").put("enabled", true);
        file.putObject("config").put("clientId", "the file's").put("clientSecret", "new");
        ObjectNode sent = SecretSender.withSecrets(server, file);
        ObjectNode expected = server.deepCopy();
        expected.withObject("/config").put("clientSecret", "new");
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    void whatTheFileLeavesOutStaysMasked() {
        ObjectNode server = Json.object();
        server.putObject("config").put("clientSecret", Secrets.MASK).put("adminKey", Secrets.MASK);
        ObjectNode file = Json.object();
        file.putObject("config").put("clientSecret", "new");
        assertThat(SecretSender.withSecrets(server, file)
                        .path("config")
                        .path("adminKey")
                        .asText())
                .isEqualTo(Secrets.MASK);
    }
}
