package dev.daemun.systemtests;

import dev.daemun.localplatform.ServiceProcess;

/**
 * The sample service, however it was started.
 *
 * @param url its address, without a slash at the end
 * @param managementUrl the address of its health and metrics
 */
record RunningService(String url, String managementUrl) {
    static RunningService of(ServiceProcess process) {
        return new RunningService(process.url(), process.managementUrl());
    }
}
