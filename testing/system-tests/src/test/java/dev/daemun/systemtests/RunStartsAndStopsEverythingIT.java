package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.freeports.FreePort;
import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Starts and stops {@code ./run} as a person does. It runs last, since other tests use the same platform. */
@NeedsUsualPorts
@Order(Integer.MAX_VALUE)
@ResourceLock(DemoPlatform.LOCK)
class RunStartsAndStopsEverythingIT {
    private final DemoPlatform platform = DemoPlatform.shared();

    @Test
    void aDayWithThePlatform() throws Exception {
        Path description = platform.descriptionFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(description)))
                .isEqualTo("rw-------");
        JsonNode json = new ObjectMapper().readTree(description.toFile());
        assertThat(json.propertyStream().map(entry -> entry.getKey()))
                .containsExactlyInAnyOrder("issuer", "admin", "webApp", "services", "users", "clients", "standIns");
        String service = json.path("services").get(0).path("url").asText();

        Call.Answer ordered = Call.to(service + "/orders").bearer(token()).postJson("{\"item\":\"열쇠\",\"quantity\":1}");
        assertThat(ordered.status()).as(ordered.body()).isEqualTo(201);
        assertThat(Call.to(json.path("webApp").asText()).get().body()).contains("<html");
        assertThat(ordersAt(json.path("services").get(1).path("url").asText()))
                .as("through the gateway")
                .contains("열쇠");
        assertThat(platform.outputOf("status")).contains(json.path("issuer").asText());
        assertThat(platform.outputOf()).contains("runs already").doesNotContain("Exception");

        addAService(service);
        platform.awaitCaches();
        List<ProcessHandle> processes = platform.processes();
        assertThat(processes)
                .as("the launcher, Keycloak, a service and the gateway")
                .hasSizeGreaterThanOrEqualTo(4);
        platform.interrupt();
        DemoPlatform.assertThatNothingIsLeftOf(processes);
        assertThat(description).doesNotExist();
        assertThat(FreePort.isTaken(Ports.usual().standIns()))
                .as("the stand-ins are gone")
                .isFalse();

        int port = Ports.usual().sampleService();
        try (ServerSocket busy = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(platform.outputOf().strip().lines())
                    .as("a busy port is said in one sentence")
                    .singleElement()
                    .asString()
                    .startsWith("Port " + busy.getLocalPort())
                    .contains("in use");
        }
        assertThat(description).doesNotExist();

        platform.start();
        assertThat(ordersAt(service)).as("data survives a restart").contains("열쇠");
        platform.assertThatAllUseTheirCaches();

        processes = platform.processes();
        platform.killLauncher();
        platform.outputOf("stop");
        DemoPlatform.assertThatNothingIsLeftOf(processes);
        assertThat(platform.outputOf("status")).contains("does not run");
    }

    /** As the README tells it, while somebody is signed in. */
    private void addAService(String service) throws IOException {
        String signedIn = platform.token("demo-member");
        platform.shell("java -jar local-platform/target/platform/realm-admin/realm-admin.jar"
                + " new service parcels --role parcel-clerk --called-by sample-web-app");
        try {
            assertThat(platform.outputOf("reload", "realm-config"))
                    .as("its secret is missing")
                    .contains("DAEMUN_PARCELS_CLIENT_SECRET")
                    .doesNotContain("Exception", "Replaced");
            platform.shell("echo \"DAEMUN_PARCELS_CLIENT_SECRET=$(openssl rand -base64 32)\" >> realm.env");
            for (String time : List.of("first", "second, when nothing is left to change")) {
                assertThat(platform.outputOf("reload", "realm-config")).as(time).contains("Replaced in");
            }
        } finally {
            // A start would build anew because of it.
            Files.deleteIfExists(platform.realmFiles().resolve("services/parcels.json"));
        }
        assertThat(Call.to(service + "/me").bearer(signedIn).get().status())
                .as("somebody who had signed in before")
                .isEqualTo(200);
        assertThat(Claims.of(platform.token("demo-member")).list("aud")).contains("parcels");
    }

    private String ordersAt(String service) throws IOException {
        return Call.to(service + "/orders").bearer(token()).get().body();
    }

    private String token() throws IOException {
        return platform.outputOf("token", "demo-manager").strip();
    }
}
