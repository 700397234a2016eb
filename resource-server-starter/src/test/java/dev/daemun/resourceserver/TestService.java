package dev.daemun.resourceserver;

import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A service on a real server, Tomcat or Netty, that uses the starter as any other would. */
final class TestService implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static TestService trusting(Face face, TestIssuer issuer, String... properties) {
        return trusting(face, issuer, List.of(), properties);
    }

    /** With beans that the application defines itself. */
    static TestService trusting(Face face, TestIssuer issuer, List<Class<?>> own, String... properties) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("server.port", "0");
        all.put("spring.main.web-application-type", face.name().toLowerCase(Locale.ROOT));
        all.put("spring.main.banner-mode", "off");
        all.put("logging.level.root", "warn");
        all.put("management.endpoint.health.probes.enabled", "true");
        all.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer.uri());
        all.put("spring.security.oauth2.resourceserver.jwt.audiences", TestIssuer.AUDIENCE);
        all.put("daemun.resource-server.public-paths", "/open,/actuator/health/**");
        for (String property : properties) {
            int equals = property.indexOf('=');
            all.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return new TestService(new SpringApplicationBuilder(face.application)
                .sources(own.toArray(Class<?>[]::new))
                .run(all.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new)));
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> get(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
