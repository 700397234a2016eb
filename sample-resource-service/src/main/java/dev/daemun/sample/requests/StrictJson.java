package dev.daemun.sample.requests;

import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/**
 * Takes JSON in UTF-8 as it is written, and nothing else: a number that is a text, or a text that is a number, is a mistake
 * that its sender wants to hear of. Spring would also read YAML, since the library is there for the API documentation.
 */
@Configuration(proxyBeanMethods = false)
class StrictJson implements WebMvcConfigurer {
    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float);

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.configureMessageConvertersList(converters -> converters.removeIf(StrictJson::isForeign));
    }

    @Bean
    static JsonMapperBuilderCustomizer noCoercion() {
        return mapper -> mapper.withCoercionConfig(
                LogicalType.Textual, text -> NO_TEXT.forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)));
    }

    @Bean
    static JsonFactoryBuilderCustomizer utf8Only() {
        return factory -> factory.disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
    }

    private static boolean isForeign(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().stream()
                .map(MediaType::getSubtype)
                .anyMatch(type -> type.contains("yaml") || type.contains("xml") || type.contains("cbor"));
    }
}
