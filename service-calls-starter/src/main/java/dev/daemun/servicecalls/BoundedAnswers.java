package dev.daemun.servicecalls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Reads no more of an answer than a token can be long. */
final class BoundedAnswers implements ClientHttpRequestInterceptor {
    private static final int MOST_BYTES = 100_000;

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        try (ClientHttpResponse answer = execution.execute(request, body)) {
            byte[] read = answer.getBody().readNBytes(MOST_BYTES + 1);
            if (read.length > MOST_BYTES) {
                throw new IOException("Its answer has more than " + MOST_BYTES + " bytes");
            }
            return new Whole(answer.getStatusCode(), answer.getStatusText(), answer.getHeaders(), read);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    private record Whole(HttpStatusCode status, String text, HttpHeaders headers, byte[] content)
            implements ClientHttpResponse {
        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public String getStatusText() {
            return text;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public void close() {}
    }
}
