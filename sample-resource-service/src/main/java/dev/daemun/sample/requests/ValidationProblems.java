package dev.daemun.sample.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Says which fields are wrong, and in which request: Spring's own problem details only say that some are. */
@RestControllerAdvice
class ValidationProblems extends ResponseEntityExceptionHandler {
    private static final String ERRORS = "errors";

    /**
     * One wrong field or parameter.
     *
     * @param field its name
     * @param message what is wrong with it
     */
    record Wrong(String field, String message) {}

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        failure.getBody().setProperty(ERRORS, wrong(failure.getFieldErrors()));
        return super.handleMethodArgumentNotValid(failure, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Wrong> wrong = new ArrayList<>();
        failure.getParameterValidationResults().forEach(result -> {
            String parameter = result.getMethodParameter().getParameterName();
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                wrong.add(
                        error instanceof FieldError field
                                ? new Wrong(field.getField(), field.getDefaultMessage())
                                : new Wrong(parameter, error.getDefaultMessage()));
            }
        });
        failure.getBody().setProperty(ERRORS, wrong);
        return super.handleHandlerMethodValidationException(failure, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "The body can't be read.");
        if (failure.getCause() instanceof DatabindException mismatch
                && !mismatch.getPath().isEmpty()) {
            String field = mismatch.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("."));
            problem.setProperty(ERRORS, List.of(new Wrong(field, "must be of its type, and known")));
        }
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty(RequestIdFilter.REQUEST_ID, MDC.get(RequestIdFilter.REQUEST_ID));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static List<Wrong> wrong(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new Wrong(error.getField(), error.getDefaultMessage()))
                .toList();
    }
}
