<#--
  The wording of the brand guides differs by language, but Keycloak shows one display name for all. This file is the one
  that Keycloak leaves to themes, and every page reads it before its providers, so the names are translated here and
  Keycloak's own markup of the buttons stays in use. Looked up like the logo: by alias, then by type of provider.
-->
<#function labelOf provider>
  <#list [provider.alias, provider.providerId] as name>
    <#local key = "sign-in-with-" + name>
    <#if msg(key) != key><#return msg(key)></#if>
  </#list>
  <#return provider.displayName!provider.alias>
</#function>
<#if (social.providers)?has_content>
  <#global social = social + {"providers": social.providers?map(p -> p + {"displayName": labelOf(p)})}>
</#if>
<#macro content></#macro>
