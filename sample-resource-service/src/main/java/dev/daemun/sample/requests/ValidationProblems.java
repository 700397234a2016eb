package dev.daemun.sample.requests;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

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
