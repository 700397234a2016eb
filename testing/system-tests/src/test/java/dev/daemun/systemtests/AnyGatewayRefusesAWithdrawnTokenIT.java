package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.ManagedProcess;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** nginx and Caddy, set up as docs/gateways.md says, in front of a service that verifies nothing itself. */
@NeedsGateways
@ResourceLock(TestPlatform.LOCK)
class AnyGatewayRefusesAWithdrawnTokenIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();

    private static final EchoingService SERVICE = new EchoingService();
    private static final Map<ForeignGateway, ManagedProcess> GATEWAYS = new EnumMap<>(ForeignGateway.class);
    private static final Map<ForeignGateway, Integer> PORTS = new EnumMap<>(ForeignGateway.class);
    private static ServiceProcess check;

    @BeforeAll
    static void start() {
        check = PLATFORM.startService(
                "check-of-gateways", Map.of("DAEMUN_RESOURCESERVER_EXTERNALAUTHORIZATION", "true"));
        for (ForeignGateway gateway : ForeignGateway.values()) {
            int port = Ports.free().webApp();
            PORTS.put(gateway, port);
            GATEWAYS.put(
                    gateway,
                    gateway.start(port, SERVICE.port(), URI.create(check.url()).getPort()));
        }
        PORTS.values().forEach(port -> await().until(() -> listens(port)));
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(ManagedProcess::close);
        check.close();
        SERVICE.close();
    }

    @ParameterizedTest
    @EnumSource
    void aMomentAfterItWasWithdrawn(ForeignGateway gateway) {
        try (TestUser user = TestUser.create(PLATFORM, Map.of())) {
            String token = user.signIn("openid").accessToken();
            assertThat(call(gateway, "/orders").bearer(token).get().status()).isEqualTo(200);
            user.resource().logout();
            HeardWithin.now(AnyGatewayRefusesAWithdrawnTokenIT.class, "behind " + gateway)
                    .until(() -> call(gateway, "/orders").bearer(token).get().status() == 401);
            Call.Answer refused = call(gateway, "/orders").bearer(token).get();
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("invalid_token", "The token was withdrawn: signed-out-everywhere");
        }
    }

    /** The service sees the call as it was sent, with the caller's token, and what the check says in the place of any forgery. */
    @ParameterizedTest
    @EnumSource
    void whoCallsIsSaidByTheCheckAlone(ForeignGateway gateway) {
        CodeFlow.Tokens tokens = PLATFORM.signIn("demo-member");
        Claims claims = Claims.of(tokens.accessToken());
        for (Map<String, String> forged : List.of(
                Map.<String, String>of(),
                Map.of("Daemun-Subject", "admin", "Daemun-Roles", "order-manager", "Daemun-Session", "x"),
                Map.of("daemun-subject", "admin", "DAEMUN-SCOPES", "all", "Daemun-Client", "x"))) {
            Call call = call(gateway, "/orders/a%20b?page=1&role=manager")
                    .bearer(tokens.accessToken())
                    .header("Origin", "https://shop.example.com");
            forged.forEach(call::header);
            Call.Answer answer = call.postJson("{\"item\":\"key\"}");
            assertThat(answer.status()).isEqualTo(200);
            JsonNode seen = answer.json();
            assertThat(seen.get("method").asText()).isEqualTo("POST");
            assertThat(seen.get("uri").asText()).isEqualTo("/orders/a%20b?page=1&role=manager");
            assertThat(seen.get("body").asText()).isEqualTo("{\"item\":\"key\"}");
            JsonNode headers = seen.get("headers");
            assertThat(headers.get("authorization").asText()).isEqualTo("Bearer " + tokens.accessToken());
            assertThat(ofCaller(headers))
                    .isEqualTo(Map.of(
                            "daemun-subject",
                            claims.text("sub"),
                            "daemun-client",
                            "sample-web-app",
                            "daemun-session",
                            claims.text("sid"),
                            "daemun-roles",
                            "member",
                            "daemun-scopes",
                            Stream.of(claims.text("scope").split(" ", -1))
                                    .sorted()
                                    .collect(Collectors.joining(","))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRouteDemandsARole(ForeignGateway gateway) {
        String member = PLATFORM.signIn("demo-member").accessToken();
        String manager = PLATFORM.signIn("demo-manager").accessToken();
        for (String path : List.of("/reports", "/reports/2026?role=member")) {
            assertThat(call(gateway, path).bearer(manager).get().status()).isEqualTo(200);
            for (Map<String, String> forged : List.of(
                    Map.<String, String>of(),
                    Map.of("Daemun-Roles", "order-manager"),
                    Map.of("Daemun-Require-Role", "member", "X-Original-URI", "/public"),
                    Map.of("X-Forwarded-Uri", "/public", "X-Forwarded-Method", "OPTIONS"))) {
                Call call = call(gateway, path).bearer(member);
                forged.forEach(call::header);
                assertThat(call.get().status()).as(path + " " + forged).isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAGoodTokenNothingPasses(ForeignGateway gateway) {
        Call.Answer none =
                call(gateway, "/orders").header("Daemun-Subject", "admin").get();
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(call(gateway, "/orders").bearer("a.b.c").postJson("{}").status())
                .isEqualTo(401);
        assertThat(call(gateway, "/reports").get().status()).isEqualTo(401);
        Call.Answer open =
                call(gateway, "/public").header("Daemun-Subject", "admin").get();
        assertThat(open.status()).isEqualTo(200);
        assertThat(ofCaller(open.json().get("headers"))).isEmpty();
        assertThat(call(gateway, "/_check").get().status())
                .as("inside nginx only")
                .isIn(401, 404);
    }

    private static Call call(ForeignGateway gateway, String path) {
        return Call.to("http://127.0.0.1:" + PORTS.get(gateway) + path);
    }

    private static Map<String, String> ofCaller(JsonNode headers) {
        Map<String, String> caller = new HashMap<>();
        headers.properties().stream()
                .filter(header -> header.getKey().startsWith("daemun-"))
                .forEach(header -> caller.put(header.getKey(), header.getValue().asText()));
        return caller;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
