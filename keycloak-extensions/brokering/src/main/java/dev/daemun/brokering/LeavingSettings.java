package dev.daemun.brokering;

import java.util.Optional;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The settings of a provider that say what becomes of an account whose link was ended at the provider.
 *
 * @param provider all of its settings
 */
public record LeavingSettings(IdentityProviderModel provider) {
    /** Name of the setting read by {@link #reopens}. */
    public static final String REOPEN_AFTER_UNLINK = "reopenAfterUnlink";

    /** Name of the setting read by {@link #daysUntilDeletion}. */
    public static final String DELETE_AFTER_UNLINK_DAYS = "deleteAfterUnlinkDays";

    /** Whether somebody who ended the link at the provider and comes back finds the same account. True where nothing is set. */
    public boolean reopens() {
        return !"false".equals(provider.getConfig().get(REOPEN_AFTER_UNLINK));
    }

    /** After how many days an account is deleted whose link was ended at the provider; nothing where it is kept. */
    public Optional<Integer> daysUntilDeletion() {
        return Optional.ofNullable(provider.getConfig().get(DELETE_AFTER_UNLINK_DAYS))
                .filter(days -> days.matches("[0-9]{1,5}"))
                .map(Integer::valueOf);
    }

    /**
     * Refuses a value that is no number of days. Without this check such a value would silently keep all accounts.
     *
     * @throws IllegalArgumentException with the sentence that the admin console shows
     */
    public void validate() {
        String days = provider.getConfig().get(DELETE_AFTER_UNLINK_DAYS);
        if (days != null && !days.isBlank() && daysUntilDeletion().isEmpty()) {
            throw new IllegalArgumentException(
                    DELETE_AFTER_UNLINK_DAYS + " must be a whole number of days from 0 to 99999, or empty");
        }
    }

    /** Adds their descriptions for the admin console. */
    public static ProviderConfigurationBuilder describe(ProviderKind kind, ProviderConfigurationBuilder settings) {
        return settings.property()
                .name(REOPEN_AFTER_UNLINK)
                .label("Same account after unlink")
                .helpText("Whether somebody who ended the link at " + kind.name() + " and signs in through "
                        + kind.name() + " again finds the same account. If off, the first-login flow decides.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .add()
                .property()
                .name(DELETE_AFTER_UNLINK_DAYS)
                .label("Delete account after unlink")
                .helpText("After how many days an account is deleted whose link was ended at " + kind.name()
                        + " and that has no other way to sign in. Empty: it is kept.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add();
    }
}
