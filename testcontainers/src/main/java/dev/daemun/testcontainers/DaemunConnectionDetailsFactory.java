package dev.daemun.testcontainers;

import java.util.Optional;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/** What {@code @ServiceConnection} says of a {@link DaemunContainer}. */
final class DaemunConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<DaemunContainer, DaemunConnectionDetails> {
    @Override
    protected DaemunConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<DaemunContainer> source) {
        return new OfContainer(source);
    }

    private static final class OfContainer extends ContainerConnectionDetails<DaemunContainer>
            implements DaemunConnectionDetails {
        OfContainer(ContainerConnectionSource<DaemunContainer> source) {
            super(source);
        }

        @Override
        public String issuer() {
            return getContainer().issuer();
        }

        @Override
        public Optional<String> clientSecret(String clientId) {
            return getContainer().clientSecret(clientId);
        }
    }
}
