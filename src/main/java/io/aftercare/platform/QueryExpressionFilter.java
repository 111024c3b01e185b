package io.aftercare.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

/**
 * Answers a query with an expression in it, anywhere in the body or the query string, with a clear 400 before the
 * engine sees it (CVE-2026-109432); {@link ExpressionGuard} is the second line. Only when a filter is created or
 * changed may it contain the expressions of {@link AllowedQueryExpressions}. So that nobody else can read a body
 * otherwise than it is read here, bodies are JSON in UTF-8 and nothing else.
 */
final class QueryExpressionFilter implements Filter {

    private static final Pattern STORING = Pattern.compile("/camunda/api/engine/engine/\\w+/filter/[\\w-]+");
    /** In these objects, keys are names that a process chose for its variables or a client for its activities. */
    private static final Set<String> FREE_NAMES = Set.of("variables", "processVariables", "processVariablesLocal",
            "modifications", "correlationKeys", "localCorrelationKeys");

    /** A query with many more parts keeps the engine busy for minutes; values may be as long as the body. */
    private static final int MOST_TOKENS = 20_000;
    /** Each becomes a part of one condition, for which databases have a stack. */
    private static final int MOST_ALTERNATIVES = 100;

    private final JsonFactory json = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxTokenCount(MOST_TOKENS).build()).build();
    /** All that a stranger sends is a login, and so many of them at once must not fill the memory. */
    private static final int LARGEST_LOGIN = 16 * 1024;

    private final Problems problems;
    private final long largest;

    /** @param largest body that is read; form data of a task with embedded files is the largest there is */
    QueryExpressionFilter(Problems problems, DataSize largest) {
        this.problems = problems;
        this.largest = largest.toBytes();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        try {
            rejectExpressionsIn(http.getQueryString());
            MediaType type = typeOf(http);
            boolean form = MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type);
            int most = form || isStranger() ? LARGEST_LOGIN : (int) largest;
            byte[] body = http.getInputStream().readNBytes(most + 1);
            if (body.length > most) {
                throw new Rejected(HttpStatus.PAYLOAD_TOO_LARGE, "The request is larger than " + most + " bytes.");
            }
            // A login and an upload cannot be a query; queries are taken as JSON only.
            if (!form && !MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(type)) {
                rejectExpressionsIn(body, mayStore(http));
            }
            chain.doFilter(new Reread(http, body), response);
        } catch (Rejected rejected) {
            problems.write((HttpServletResponse) response, rejected.status, rejected.getMessage());
        }
    }

    private static boolean isStranger() {
        Authentications users = Authentications.getCurrent();
        return users == null || users.getAuthentications().isEmpty();
    }

    private static boolean mayStore(HttpServletRequest request) {
        // A path that only nearly matches may store nothing: the mistake then is on the safe side.
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return STORING.matcher(path).matches() && (request.getMethod().equals("PUT")
                || request.getMethod().equals("POST") && path.endsWith("/create"));
    }

    /** Null when none is said. */
    private static MediaType typeOf(HttpServletRequest request) throws Rejected {
        var types = Collections.list(request.getHeaders("Content-Type"));
        if (types.isEmpty()) {
            return null;
        }
        try {
            MediaType type = MediaType.parseMediaType(types.get(0));
            if (types.size() > 1 || type.isWildcardType() || type.isWildcardSubtype()
                    || type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
                throw unsupported();
            }
            return type;
        } catch (IllegalArgumentException unknown) {
            throw unsupported();
        }
    }

    private static void rejectExpressionsIn(String queryString) throws Rejected {
        if (queryString == null) {
            return;
        }
        for (String parameter : queryString.split("&")) {
            String name = parameter.split("=", 2)[0];
            try {
                if (isExpression(URLDecoder.decode(name, StandardCharsets.UTF_8))) {
                    throw new Rejected(HttpStatus.BAD_REQUEST, AllowedQueryExpressions.REJECTION);
                }
            } catch (IllegalArgumentException malformed) {
                throw new Rejected(HttpStatus.BAD_REQUEST, "The query string is malformed.");
            }
        }
    }

    private void rejectExpressionsIn(byte[] body, boolean mayStore) throws IOException, Rejected {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException otherEncoding) {
            throw unsupported();
        }
        int alternatives = 0;
        try (JsonParser parser = json.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT && isAlternative(parser.getParsingContext())
                        && ++alternatives > MOST_ALTERNATIVES) {
                    throw new Rejected(HttpStatus.BAD_REQUEST, "The query has more than " + MOST_ALTERNATIVES
                            + " orQueries. Ask in parts.");
                }
                if (token == JsonToken.FIELD_NAME && isExpression(parser.currentName())
                        && !isFreelyNamed(parser.getParsingContext())) {
                    boolean allowed = parser.nextToken() == JsonToken.VALUE_NULL
                            || mayStore && parser.currentToken() == JsonToken.VALUE_STRING
                                    && AllowedQueryExpressions.isAllowed(parser.getText());
                    if (!allowed) {
                        throw new Rejected(HttpStatus.BAD_REQUEST, AllowedQueryExpressions.REJECTION);
                    }
                }
            }
        } catch (StreamConstraintsException tooMuch) {
            throw new Rejected(HttpStatus.BAD_REQUEST, "The request has more than " + MOST_TOKENS
                    + " values, or some that are too long or nested too deeply. Send it in parts.");
        } catch (JsonProcessingException malformed) {
            throw new Rejected(HttpStatus.BAD_REQUEST, "The request is not JSON in UTF-8.");
        }
    }

    private static boolean isExpression(String key) {
        return key.toLowerCase(Locale.ROOT).endsWith("expression");
    }

    private static boolean isAlternative(JsonStreamContext object) {
        return object.getParent().inArray() && "orQueries".equals(object.getParent().getParent().getCurrentName());
    }

    private static boolean isFreelyNamed(JsonStreamContext object) {
        return object.getParent().inObject() && FREE_NAMES.contains(object.getParent().getCurrentName());
    }

    private static Rejected unsupported() {
        return new Rejected(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the request as JSON in UTF-8.");
    }

    private static final class Rejected extends Exception {

        private final HttpStatus status;

        Rejected(HttpStatus status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /** The request with the body that was read, for those who come after. */
    static final class Reread extends HttpServletRequestWrapper {

        private final byte[] body;

        Reread(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("The body has been read already.");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
