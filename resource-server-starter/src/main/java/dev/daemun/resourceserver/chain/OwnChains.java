package dev.daemun.resourceserver.chain;

import dev.daemun.resourceserver.InvalidConfigurationException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** The filter chains that an application has built on the starter's rules, to be told from those that it has built without them. */
public final class OwnChains {
    private static final Log LOG = LogFactory.getLog(OwnChains.class);
    private static final String STARTER = "dev.daemun.resourceserver.";

    private final Set<Object> built = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /**
     * Builds a chain.
     *
     * @throws InvalidConfigurationException when the application has said already what holds for all other requests
     */
    public <C> C build(Supplier<C> chain) {
        try {
            C result = chain.get();
            built.add(result);
            return result;
        } catch (IllegalStateException e) {
            if (String.valueOf(e.getMessage()).matches(".*any(Request|Exchange).*")) {
                throw new InvalidConfigurationException(
                        "The application's own filter chain",
                        "says what holds for all other requests, which the starter's chain(http) does itself: remove"
                                + " anyRequest() or anyExchange(), and name the paths that are to be open in"
                                + " daemun.resource-server.public-paths.");
            }
            throw e;
        }
    }

    /** Whether there is any. */
    public boolean any() {
        return !built.isEmpty();
    }

    /** Says once, by their names, which chains of the application lack what the starter's have. */
    public void logOthers(ConfigurableListableBeanFactory beans, Class<?> type, String mend) {
        List<String> others = Stream.of(beans.getBeanNamesForType(type))
                .filter(name -> !built.contains(beans.getBean(name)) && !isOfTheStarter(beans, name))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            LOG.info("The application's own filter chain " + String.join(", ", others)
                    + " answers refused tokens without problem details and without the reason of a withdrawal, and keeps"
                    + " sessions unless it says otherwise: " + mend);
        }
    }

    private static boolean isOfTheStarter(ConfigurableListableBeanFactory beans, String name) {
        @Nullable String factory = beans.containsBeanDefinition(name) ? factoryOf(beans.getBeanDefinition(name)) : null;
        Class<?> declaring = factory == null ? null : beans.getType(factory);
        return declaring != null
                && declaring.getName().startsWith(STARTER)
                && AnnotatedElementUtils.hasAnnotation(declaring, AutoConfiguration.class);
    }

    private static @Nullable String factoryOf(BeanDefinition definition) {
        return definition.getFactoryBeanName();
    }
}
