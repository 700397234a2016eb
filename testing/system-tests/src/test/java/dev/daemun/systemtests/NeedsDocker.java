package dev.daemun.systemtests;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Without Docker these tests are skipped with a message; in CI they run, and fail without it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(providers = NetworkInterfaces.OfContainers.class)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {
    /** Whether a Docker engine answers and Compose is installed. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI")) || (answers("info") && answers("compose", "version"))) {
                return ConditionEvaluationResult.enabled("Docker is here, or must be");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": no Docker engine with Compose answers.");
            return ConditionEvaluationResult.disabled("no Docker");
        }

        private static boolean answers(String... arguments) {
            ProcessBuilder docker = new ProcessBuilder("docker")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            docker.command().addAll(List.of(arguments));
            try {
                return docker.start().waitFor() == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
