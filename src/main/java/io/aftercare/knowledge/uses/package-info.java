/**
 * Which articles agents put into their answers: {@link io.aftercare.knowledge.uses.ArticleUses}, called when an answer
 * is sent and by the page of an article. A use is what happened, whatever search and learning make of it, and it goes
 * with its request.
 */
@org.springframework.modulith.NamedInterface("uses")
package io.aftercare.knowledge.uses;
