package dev.daemun.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Without nginx and Caddy these tests are skipped with a message; in CI they run, and fail without them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsGateways.Condition.class)
@interface NeedsGateways {
    /** Whether all of {@link ForeignGateway} are installed. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI")) || ForeignGateway.areInstalled()) {
                return ConditionEvaluationResult.enabled("nginx and Caddy are here, or must be");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": nginx and Caddy are not both installed.");
            return ConditionEvaluationResult.disabled("no nginx or no Caddy");
        }
    }
}
