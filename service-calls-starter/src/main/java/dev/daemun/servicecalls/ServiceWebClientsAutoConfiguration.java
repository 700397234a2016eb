package dev.daemun.servicecalls;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

/** The same for {@code WebClient}. */
@AutoConfiguration(
        after = ServiceCallsAutoConfiguration.class,
        afterName = "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration")
@ConditionalOnClass(WebClient.class)
class ServiceWebClientsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ServiceWebClients serviceWebClients(
            CalledServices services,
            OutgoingTokens tokens,
            ObjectProvider<WebClient.Builder> builders,
            ObjectProvider<ClientHttpConnectorBuilder<?>> connectors,
            ObjectProvider<HttpClientSettings> settings) {
        return new ServiceWebClients(
                services,
                tokens,
                () -> builders.getIfAvailable(WebClient::builder),
                connectors.getIfAvailable(ClientHttpConnectorBuilder::detect).build(SafeSettings.of(settings)));
    }
}
