package dev.daemun.sample.requests;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Takes as many headers as the gateway does, and those that the gateway adds, where Tomcat's own limit is 100. What
 * Tomcat refuses by itself looks like any other refusal of this service.
 */
@Component
class TomcatLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final int MOST_HEADERS = 150;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemReportValve.class.getName()));
        factory.addConnectorCustomizers(
                connector -> connector.setProperty("maxHeaderCount", Integer.toString(MOST_HEADERS)));
    }
}
