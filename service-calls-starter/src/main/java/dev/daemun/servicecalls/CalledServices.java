package dev.daemun.servicecalls;

import java.util.Map;

/** The services of the configuration. */
record CalledServices(Map<String, CalledService> byName) {
    /**
     * A service by its name.
     *
     * @throws IllegalArgumentException when the configuration has none of this name
     */
    CalledService get(String name) {
        CalledService service = byName.get(name);
        if (service == null) {
            throw new IllegalArgumentException(ServiceCallsProperties.PREFIX + "services." + name
                    + ".url is not set: the configuration knows " + byName.keySet() + ".");
        }
        return service;
    }
}
