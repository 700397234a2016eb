package dev.daemun.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** If the ports of {@code ./run} are taken these tests are skipped with a message; in CI they run, and fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsUsualPorts.Condition.class)
@interface NeedsUsualPorts {
    /** Whether {@link DemoPlatform} can be started. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (DemoPlatform.isPossible() || "true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("The usual ports are free, or must be.");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": the usual ports of ./run are in use.");
            return ConditionEvaluationResult.disabled("The usual ports are in use.");
        }
    }
}
