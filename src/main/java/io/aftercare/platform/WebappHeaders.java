package io.aftercare.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import org.camunda.bpm.webapp.impl.security.filter.headersec.HttpHeaderSecurityFilter;
import org.camunda.bpm.webapp.impl.security.filter.headersec.provider.impl.ContentSecurityPolicyProvider;

/**
 * The webapp's security headers with a nonce of each request's own. The original hands the nonce from the header to the
 * page through an attribute of the servlet context, which all requests share: under concurrent loads header and page
 * disagree, the browser runs no script and the page stays blank. Here each request sees that attribute as its own. The
 * policy stays as strict as it was, and the nonce is no longer predictable.
 */
final class WebappHeaders extends HttpHeaderSecurityFilter {

    WebappHeaders() {
        headerSecurityProviders.replaceAll(
                provider -> provider instanceof ContentSecurityPolicyProvider ? new UnpredictableNonce() : provider);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        super.doFilter(new OwnNonce((HttpServletRequest) request), response, chain);
    }

    private static final class UnpredictableNonce extends ContentSecurityPolicyProvider {

        private final SecureRandom random = new SecureRandom();

        @Override
        protected String generateNonce() {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            return ENCODER.encodeToString(bytes);
        }
    }

    private static final class OwnNonce extends HttpServletRequestWrapper {

        private final ServletContext context;
        private Object nonce;

        OwnNonce(HttpServletRequest request) {
            super(request);
            ServletContext shared = request.getServletContext();
            context = (ServletContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> {
                        if (arguments != null
                                && ContentSecurityPolicyProvider.ATTR_CSP_FILTER_NONCE.equals(arguments[0])) {
                            switch (method.getName()) {
                                case "getAttribute" :
                                    return nonce;
                                case "setAttribute" :
                                    nonce = arguments[1];
                                    return null;
                                default :
                            }
                        }
                        try {
                            return method.invoke(shared, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    });
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }
    }
}
