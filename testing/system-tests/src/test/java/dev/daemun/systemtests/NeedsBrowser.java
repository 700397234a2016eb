package dev.daemun.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Without a browser these tests are skipped with a message; in CI they run, and fail without one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(value = NetworkInterfaces.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith(NeedsBrowser.Condition.class)
@interface NeedsBrowser {
    /** Whether there is a browser. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Browser.executable().isPresent() || "true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("a browser is here, or must be");
            }
            System.out.println("SKIPPED " + context.getDisplayName()
                    + ": -Dbrowser.executable names no Chromium, Chrome or Edge.");
            return ConditionEvaluationResult.disabled("no browser");
        }
    }
}
