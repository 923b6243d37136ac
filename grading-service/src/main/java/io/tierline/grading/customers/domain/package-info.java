/** What people say of customers: name, profile, owner, who brought them; and who turned out to be the same. */
package io.tierline.grading.customers.domain;
