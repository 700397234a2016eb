package dev.daemun.resourceservertest;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.resourceserver.withdrawal.Withdrawals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Starts an issuer with the application context, and ends it after everything that uses it. Equal to any other, for the cache of contexts. */
record IssuerCustomizer() implements ContextCustomizer {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String FEED = "daemun.resource-server.revocation-feed.";
    private static final String BEAN = "daemunTestIssuer";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration test) {
        Binder properties = Binder.get(context.getEnvironment());
        List<String> audiences = properties
                .bind(JWT + "audiences", Bindable.listOf(String.class))
                .orElse(List.of());
        List<String> algorithms = properties
                .bind(JWT + "jws-algorithms", Bindable.listOf(String.class))
                .orElse(List.of());
        boolean kafka = context.getEnvironment().containsProperty(FEED + "kafka-topic");
        DaemunTestIssuer issuer = DaemunTestIssuer.start(
                algorithms.isEmpty() || algorithms.contains("ES256") ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256,
                audiences.isEmpty() ? "test" : audiences.get(0));

        Map<String, Object> replaced = new HashMap<>();
        replaced.put(JWT + "issuer-uri", issuer.uri());
        replaced.put(JWT + "jwk-set-uri", issuer.uri() + "/certs");
        replaced.put(JWT + "audiences", audiences.isEmpty() ? "test" : String.join(",", audiences));
        if (!kafka) {
            issuer.feed().properties().forEach((name, value) -> replaced.put(FEED + name, value));
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(BEAN, replaced));
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(BEAN, issuer);
        beans.registerDisposableBean(BEAN, issuer::close);
        context.addApplicationListener((ContextRefreshedEvent refreshed) -> {
            boolean reads = beans.getBeanNamesForType(Withdrawals.class).length > 0;
            if (reads && !kafka) {
                issuer.feed().awaitReader();
            }
        });
    }
}
