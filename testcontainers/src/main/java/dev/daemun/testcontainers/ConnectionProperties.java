package dev.daemun.testcontainers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets the properties of {@code resource-server-starter} to what {@code @ServiceConnection} says. Spring Boot has no connection
 * details of an issuer, and the starter's auto-configuration looks at the properties to decide whether there is a revocation feed. So
 * they are set before the first class of the application's configuration is looked at.
 */
final class ConnectionProperties implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String FEED = "daemun.resource-server.revocation-feed.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(new BeanDefinitionRegistryPostProcessor() {
            @Override
            public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
                set(context.getBeanFactory(), context.getEnvironment());
            }

            @Override
            public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}
        });
        context.addApplicationListener((ContextRefreshedEvent refreshed) -> requireSet(context));
    }

    private static void set(ListableBeanFactory beans, ConfigurableEnvironment environment) {
        for (String name : beans.getBeanNamesForType(DaemunConnectionDetails.class)) {
            DaemunConnectionDetails details = beans.getBean(name, DaemunConnectionDetails.class);
            environment.getPropertySources().addFirst(new MapPropertySource(name, properties(details, environment)));
        }
    }

    private static Map<String, Object> properties(
            DaemunConnectionDetails details, ConfigurableEnvironment environment) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(JWT + "issuer-uri", details.issuer());
        properties.put(JWT + "jwk-set-uri", details.issuer() + "/protocol/openid-connect/certs");
        String client = environment.getProperty(FEED + "client-id", audience(environment));
        // A service that reads withdrawals from Kafka keeps doing so.
        if (!environment.containsProperty(FEED + "kafka-topic")) {
            details.clientSecret(client).ifPresent(secret -> {
                properties.put(FEED + "uri", details.issuer() + "/revocation-feed/withdrawals");
                properties.put(FEED + "token-uri", details.issuer() + "/protocol/openid-connect/token");
                properties.put(FEED + "client-id", client);
                properties.put(FEED + "client-secret", secret);
            });
        }
        return properties;
    }

    private static String audience(ConfigurableEnvironment environment) {
        List<String> audiences = Binder.get(environment)
                .bind(JWT + "audiences", Bindable.listOf(String.class))
                .orElse(List.of());
        return audiences.isEmpty() ? "" : audiences.get(0);
    }

    /** The details of a bean or of an imported class come later than the conditions that look at the properties. */
    private static void requireSet(ConfigurableApplicationContext context) {
        for (String name : context.getBeanNamesForType(DaemunConnectionDetails.class)) {
            if (!context.getEnvironment().getPropertySources().contains(name)) {
                throw new IllegalStateException(
                        "@ServiceConnection comes too late for a DaemunContainer that is a bean or"
                                + " is imported: put it on a static field of the test class.");
            }
        }
    }
}
