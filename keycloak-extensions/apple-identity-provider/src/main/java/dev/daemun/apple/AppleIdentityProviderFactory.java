package dev.daemun.apple;

import dev.daemun.apple.settings.AppleIdentityProviderConfig;
import dev.daemun.apple.settings.ClientSecrets;
import dev.daemun.brokering.EndedLinkListener;
import dev.daemun.brokering.LeaverDeletion;
import dev.daemun.brokering.LeavingSettings;
import dev.daemun.brokering.Unlinker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.broker.provider.AbstractIdentityProviderFactory;
import org.keycloak.broker.social.SocialIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Makes the social provider {@code apple} known to Keycloak. */
public final class AppleIdentityProviderFactory extends AbstractIdentityProviderFactory<AppleIdentityProvider>
        implements SocialIdentityProviderFactory<AppleIdentityProvider>, ServerInfoAwareProviderFactory {
    private final ClientSecrets secrets = new ClientSecrets();
    private Unlinker unlinker;
    private LeaverDeletion deletion;

    @Override
    public String getId() {
        return AppleIdentityProviderConfig.PROVIDER_ID;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(
                        AppleIdentityProviderFactory.class.getPackage().getImplementationVersion(), "unknown"));
    }

    @Override
    public String getName() {
        return "Apple";
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        unlinker = Unlinker.listenTo(sessions, new AppleUnlinking(secrets));
        deletion = LeaverDeletion.listenTo(sessions, AppleIdentityProviderConfig.KIND);
        sessions.register(new EndedLinkListener(AppleIdentityProviderConfig.KIND));
    }

    @Override
    public void close() {
        if (unlinker != null) {
            unlinker.close();
            deletion.close();
        }
    }

    @Override
    public AppleIdentityProvider create(KeycloakSession session, IdentityProviderModel model) {
        return new AppleIdentityProvider(session, new AppleIdentityProviderConfig(model), secrets);
    }

    @Override
    public AppleIdentityProviderConfig createConfig() {
        return new AppleIdentityProviderConfig();
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigurationBuilder settings = ProviderConfigurationBuilder.create()
                .property()
                .name(AppleIdentityProviderConfig.TEAM_ID)
                .label("Team ID")
                .helpText("The ten characters of the team, in Membership details at developer.apple.com.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .required(true)
                .add()
                .property()
                .name(AppleIdentityProviderConfig.KEY_ID)
                .label("Key ID")
                .helpText("The ten characters of the key for Sign in with Apple.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .required(true)
                .add()
                .property()
                .name(AppleIdentityProviderConfig.KEY_FILE)
                .label("Key file")
                .helpText(
                        "The absolute path of the downloaded .p8 file on Keycloak's machine, readable by Keycloak only, or a"
                                + " reference to the vault: ${vault.apple-key}. Keycloak signs its client secrets with it.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .required(true)
                .add();
        return LeavingSettings.describe(AppleIdentityProviderConfig.KIND, settings)
                .build();
    }
}
