package dev.daemun.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;

class TheServicesPropertiesFollowTheContainerTest {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String FEED = "daemun.resource-server.revocation-feed.";

    private final Map<String, Object> ofTheService = new HashMap<>(
            Map.of(JWT + "issuer-uri", "https://id.example.com/realms/daemun", JWT + "audiences", "orders,others"));

    @Test
    void theIssuerAndTheFeedAreTheContainers() {
        Environment properties = started(new Details());
        assertThat(properties.getProperty(JWT + "issuer-uri")).isEqualTo("http://localhost:1/realms/daemun");
        assertThat(properties.getProperty(JWT + "jwk-set-uri"))
                .isEqualTo("http://localhost:1/realms/daemun/protocol/openid-connect/certs");
        assertThat(properties.getProperty(JWT + "audiences")).isEqualTo("orders,others");
        assertThat(properties.getProperty(FEED + "uri"))
                .isEqualTo("http://localhost:1/realms/daemun/revocation-feed/withdrawals");
        assertThat(properties.getProperty(FEED + "token-uri"))
                .isEqualTo("http://localhost:1/realms/daemun/protocol/openid-connect/token");
        assertThat(properties.getProperty(FEED + "client-id")).isEqualTo("orders");
        assertThat(properties.getProperty(FEED + "client-secret")).isEqualTo("secret of orders");
    }

    @Test
    void theServicesOwnClientReadsTheFeed() {
        ofTheService.put(FEED + "client-id", "others");
        assertThat(started(new Details()).getProperty(FEED + "client-secret")).isEqualTo("secret of others");
    }

    @Test
    void withoutAClientThereIsNoFeed() {
        ofTheService.put(JWT + "audiences", "nobody");
        Environment properties = started(new Details());
        assertThat(properties.getProperty(JWT + "issuer-uri")).isEqualTo("http://localhost:1/realms/daemun");
        assertThat(properties.containsProperty(FEED + "uri")).isFalse();
    }

    @Test
    void withdrawalsFromKafkaStayThere() {
        ofTheService.put(FEED + "kafka-topic", "withdrawals");
        assertThat(started(new Details()).containsProperty(FEED + "uri")).isFalse();
    }

    /** Otherwise the starter's auto-configuration would not see that there is a feed. */
    @Test
    void theyAreKnownBeforeTheFirstCondition() {
        try (AnnotationConfigApplicationContext context = context()) {
            context.registerBean("details", DaemunConnectionDetails.class, Details::new);
            context.register(Application.class);
            context.refresh();
            assertThat(context.getBean("onlyWithAFeed", String.class)).isEqualTo("there");
        }
    }

    @Test
    void whatComesTooLateIsNamed() {
        try (AnnotationConfigApplicationContext context = context()) {
            context.register(ContainerAsABean.class);
            assertThatThrownBy(context::refresh)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("put it on a static field of the test class");
        }
    }

    @Test
    void withoutAContainerNothingChanges() {
        try (AnnotationConfigApplicationContext context = context()) {
            context.refresh();
            assertThat(context.getEnvironment().getProperty(JWT + "issuer-uri"))
                    .isEqualTo("https://id.example.com/realms/daemun");
        }
    }

    private Environment started(DaemunConnectionDetails details) {
        try (AnnotationConfigApplicationContext context = context()) {
            context.registerBean("details", DaemunConnectionDetails.class, () -> details);
            context.refresh();
            return context.getEnvironment();
        }
    }

    private AnnotationConfigApplicationContext context() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addLast(new MapPropertySource("service", ofTheService));
        new ConnectionProperties().initialize(context);
        return context;
    }

    private static final class Details implements DaemunConnectionDetails {
        @Override
        public String issuer() {
            return "http://localhost:1/realms/daemun";
        }

        @Override
        public Optional<String> clientSecret(String clientId) {
            return clientId.equals("nobody") ? Optional.empty() : Optional.of("secret of " + clientId);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ContainerAsABean {
        @Bean
        DaemunConnectionDetails details() {
            return new Details();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(OnlyWithAFeed.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnFeed.class)
    static class OnlyWithAFeed {
        @Bean
        String onlyWithAFeed() {
            return "there";
        }
    }

    static final class OnFeed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().containsProperty(FEED + "uri");
        }
    }
}
