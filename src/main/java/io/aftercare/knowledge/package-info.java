/** Articles, their import, their index and the search for the one that answers. */
@org.springframework.modulith.ApplicationModule(displayName = "Knowledge base")
package io.aftercare.knowledge;
