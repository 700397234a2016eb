package dev.daemun.upstreamsignals.google;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.upstreamsignals.token.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells Google where to report to, by its RISC configuration API (developers.google.com/identity/protocols/risc). */
@Command(
        name = "register-at-google",
        mixinStandardHelpOptions = true,
        description =
                "Registers this Keycloak for Google's Cross-Account Protection, and has Google send a verification.")
final class RegisterAtGoogle implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Those that Google's own list of supported events has. */
    private static final List<String> EVENTS = Stream.of(
                    Signal.SESSIONS_REVOKED,
                    Signal.TOKENS_REVOKED,
                    Signal.TOKEN_REVOKED,
                    Signal.ACCOUNT_DISABLED,
                    Signal.ACCOUNT_ENABLED,
                    Signal.ACCOUNT_CREDENTIAL_CHANGE_REQUIRED)
            .map(Signal::uri)
            .toList();

    @Option(
            names = "--key-file",
            required = true,
            description = "The JSON key of a service account with the role roles/riscconfigs.admin.")
    private Path keyFile;

    @Option(
            names = "--receiver",
            required = true,
            description = "Keycloak's address, such as https://id.example.com/realms/shop/upstream-signals/google.")
    private URI receiver;

    @Option(names = "--api", defaultValue = "https://risc.googleapis.com", hidden = true)
    private String api;

    public static void main(String[] args) {
        System.exit(new CommandLine(new RegisterAtGoogle()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!"https".equals(receiver.getScheme())) {
            return failed("Google delivers to https addresses only; --receiver has another one.");
        }
        ServiceAccount account;
        try {
            account = ServiceAccount.read(keyFile);
        } catch (IOException e) {
            return failed("The file of --key-file is no key of a service account: " + e.getMessage() + ".");
        }
        try {
            String token = account.token(Instant.now());
            post("/v1beta/stream:update", token, stream());
            post(
                    "/v1beta/stream:verify",
                    token,
                    Map.of("state", UUID.randomUUID().toString()));
        } catch (IOException e) {
            return failed(e.getMessage());
        }
        System.out.println(
                "Google reports to " + receiver
                        + " from now on. A verification is on its way; Keycloak's metric daemun_upstream_signals_total counts it.");
        return CommandLine.ExitCode.OK;
    }

    private Map<String, Object> stream() {
        return Map.of(
                "delivery",
                Map.of(
                        "delivery_method",
                        "https://schemas.openid.net/secevent/risc/delivery-method/push",
                        "url",
                        receiver.toString()),
                "events_requested",
                EVENTS);
    }

    private void post(String path, String token, Map<String, Object> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Google has answered " + path + " with " + answer.statusCode() + ": "
                    + answer.body().strip());
        }
    }

    private static int failed(String why) {
        System.err.println(why);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
