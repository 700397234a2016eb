package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One command, one file: what it writes fits into the realm, and what it prints is what the service needs besides. */
class ANewServiceIsOneCommandTest {
    private static final Path OURS = Path.of("../realm-config/realm");

    @TempDir
    private Path files;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void theProjectsFiles() throws IOException {
        try (var ours = Files.walk(OURS)) {
            for (Path file : (Iterable<Path>) ours.filter(Files::isRegularFile)::iterator) {
                Path copy = files.resolve(OURS.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void itFitsIntoTheRealm() {
        assertThat(run("new", "service", "orders", "--role", "order-clerk", "--called-by", "api-gateway"))
                .as("%s", err)
                .isZero();
        JsonNode realm = RealmConfig.realm(
                RealmFiles.in(files),
                Map.of(
                        "DAEMUN_GATEWAY_CLIENT_SECRET", "kVnN0pXo2yQm8sT4",
                        "DAEMUN_ORDERS_CLIENT_SECRET", "u1R7eWcZb5Hq9aLd"),
                Mode.PRODUCTION);
        assertThat(realm.path("clients"))
                .extracting(client -> client.path("clientId").asText())
                .contains("orders");
        assertThat(out.toString())
                .contains(
                        "echo \"DAEMUN_ORDERS_CLIENT_SECRET=$(openssl rand -base64 32)\" >> realm.env\n",
                        "<artifactId>resource-server-starter</artifactId>",
                        "audiences: orders\n",
                        "client-id: orders\n",
                        "client-secret: ${DAEMUN_ORDERS_CLIENT_SECRET}\n",
                        "predicates: Path=/orders/**",
                        "metadata: {roles: \"order-clerk\"}",
                        "realm-admin plan");
    }

    @Test
    void editorsFindTheSchemaInADirectoryOfAnotherTeamToo() throws IOException {
        Files.delete(files.resolve("service.schema.json"));
        assertThat(run("new", "service", "orders")).as("%s", err).isZero();
        assertThat(Files.readString(files.resolve("service.schema.json")))
                .isEqualTo(Files.readString(OURS.resolve("service.schema.json")));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThat(run("new", "service", "orders", "--called-by", "nobody")).isOne();
        assertThat(err.toString()).contains("services/orders.json:").contains("no file defines the client \"nobody\"");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        assertThat(run("new", "service", "orders")).isZero();
        Path file = files.resolve("services/orders.json");
        Files.writeString(file, "{}");
        assertThat(run("new", "service", "orders")).isOne();
        assertThat(Files.readString(file)).isEqualTo("{}");
        assertThat(err.toString()).contains("exists already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Orders", "../orders", "orders/x", "-orders", "orders.json", ""})
    void aNameThatIsNoneWritesNothing(String name) throws IOException {
        assertThat(run("new", "service", name)).isOne();
        assertThat(files.resolve("services")).doesNotExist();
    }

    private int run(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--files";
        all[args.length + 1] = files.toString();
        return RealmAdminCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
