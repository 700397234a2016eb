# The images of docker-compose.yml, one target each. Whoever has built already gives the directory
# local-platform/target/platform in the place of the stage "built": see docker/built.yml.

FROM eclipse-temurin:25.0.5_8-jdk AS build
WORKDIR /source
COPY . .
# Two optional secrets for networks of their own kind: Maven's settings.xml for a mirror, and the certificate of a proxy that
# opens TLS.
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    --mount=type=secret,id=authority \
    if [ -s /run/secrets/authority ]; then \
      keytool -importcert -noprompt -cacerts -storepass changeit -alias authority -file /run/secrets/authority \
      && export NODE_EXTRA_CA_CERTS=/run/secrets/authority; \
    fi \
    && ./mvnw -B -q -ntp -pl local-platform -am package \
      -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcyclonedx.skip=true

FROM scratch AS built
COPY --from=build /source/local-platform/target/platform /

# Keycloak's build step, once here instead of at every start.
FROM quay.io/keycloak/keycloak:26.7.5 AS keycloak-build
ENV KC_DB=postgres KC_HEALTH_ENABLED=true KC_METRICS_ENABLED=true KC_EVENT_METRICS_USER_ENABLED=true
# Kafka's client is looked at only where Kafka is configured.
COPY --from=built --chown=1000:0 /providers/ /kafka-client/ /opt/keycloak/providers/
RUN /opt/keycloak/bin/kc.sh build

FROM quay.io/keycloak/keycloak:26.7.5 AS keycloak
COPY --from=keycloak-build /opt/keycloak/ /opt/keycloak/
COPY --from=built /lib/realm-config-*.jar /lib/jackson-*.jar /lib/picocli-*.jar /opt/daemun/realm-config/
COPY --from=built /realm-admin/realm-admin.jar /opt/daemun/
COPY --chmod=755 docker/start-keycloak docker/apply-realm docker/with-strong-secrets docker/healthy /opt/daemun/
USER 1000
ENTRYPOINT ["/opt/daemun/with-strong-secrets", "KC_DB_PASSWORD", "KC_BOOTSTRAP_ADMIN_PASSWORD", "--", "/opt/daemun/start-keycloak"]

FROM eclipse-temurin:25.0.5_8-jre AS api-gateway-layers
WORKDIR /layers
COPY --from=built /services/api-gateway.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination /layers/of

FROM eclipse-temurin:25.0.5_8-jre AS api-gateway
WORKDIR /application
COPY --from=api-gateway-layers /layers/of/dependencies/ /layers/of/spring-boot-loader/ /layers/of/snapshot-dependencies/ ./
COPY --from=api-gateway-layers /layers/of/application/ ./
COPY --from=built /web-app/META-INF/resources/ /web-app/
COPY --chmod=755 docker/healthy /opt/daemun/healthy
ENV DAEMUN_GATEWAY_WEBAPP=file:/web-app/
# One start that ends before it opens a port, for Java's cache of it (JEP 514): later starts take half of the processor time.
RUN java -XX:AOTCacheOutput=start.aot -Dspring.context.exit=onRefresh -jar application.jar
USER 1000
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-Dsun.net.inetaddr.ttl=1", "-XX:AOTCache=start.aot", "-jar", "application.jar"]

FROM eclipse-temurin:25.0.5_8-jre AS sample-resource-service-layers
WORKDIR /layers
COPY --from=built /services/sample-resource-service.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination /layers/of

FROM eclipse-temurin:25.0.5_8-jre AS sample-resource-service
WORKDIR /application
COPY --from=sample-resource-service-layers /layers/of/dependencies/ /layers/of/spring-boot-loader/ /layers/of/snapshot-dependencies/ ./
COPY --from=sample-resource-service-layers /layers/of/application/ ./
COPY --chmod=755 docker/healthy /opt/daemun/healthy
RUN java -XX:AOTCacheOutput=start.aot -Dspring.context.exit=onRefresh -jar application.jar
USER 1000
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-Dsun.net.inetaddr.ttl=1", "-XX:AOTCache=start.aot", "-jar", "application.jar"]

FROM caddy:2.11.4 AS proxy
# The file itself has a capability, so that it would not start where all are dropped; a copy of it has none.
RUN cp /usr/bin/caddy /usr/local/bin/caddy && mkdir -p /data /config && chown -R 1000:0 /data /config
COPY docker/Caddyfile /etc/caddy/Caddyfile
USER 1000
ENTRYPOINT ["/usr/local/bin/caddy"]
CMD ["run", "--config", "/etc/caddy/Caddyfile"]
