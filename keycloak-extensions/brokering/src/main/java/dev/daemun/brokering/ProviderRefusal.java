package dev.daemun.brokering;

import org.keycloak.broker.provider.IdentityBrokerException;

/**
 * A provider answered with an error, or with something that its documentation does not describe. The message ends in logs, so that it
 * may contain the name or the number of the error and nothing else of the answer: providers repeat codes and tokens in their texts.
 */
public class ProviderRefusal extends IdentityBrokerException {
    private static final long serialVersionUID = 1L;

    private final String messageKey;

    /**
     * A refusal that the person reads about in the message {@link ProviderKind#signInFailed}.
     *
     * @param what one sentence without anything secret or personal
     */
    public ProviderRefusal(ProviderKind kind, String what) {
        super(what);
        messageKey = kind.signInFailed();
    }

    @Override
    public String getMessageCode() {
        return messageKey;
    }
}
