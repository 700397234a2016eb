package dev.daemun.systemtests;

import dev.daemun.localplatform.ServiceProcess;

/**
 * The sample service, however it was started.
 *
 * @param url where it listens, without a slash at the end
 * @param managementUrl where its health and metrics are
 */
record RunningService(String url, String managementUrl) {
    static RunningService of(ServiceProcess process) {
        return new RunningService(process.url(), process.managementUrl());
    }
}
